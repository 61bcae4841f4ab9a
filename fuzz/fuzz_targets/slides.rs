#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(yardstick::fuzzing::read("slides", bytes)));
