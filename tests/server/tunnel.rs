//! A council's proxy: it opens tunnels to the stand-in server whatever host is asked for, or asks for a name and password first.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

pub(crate) struct Tunnel {
    pub(crate) address: String,
    heard: Arc<Mutex<Vec<Vec<String>>>>,
}

impl Tunnel {
    /// A proxy to the server at this port. `password` is what the authorization header must end with.
    pub(crate) fn to(port: u16, password: Option<&'static str>) -> Tunnel {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&heard);
        // The thread ends with the test binary.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let heard = Arc::clone(&shared);
                std::thread::spawn(move || open(stream, port, password, &heard));
            }
        });
        Tunnel { address, heard }
    }

    /// The header lines of each request for a tunnel, in lower case.
    pub(crate) fn heard(&self) -> Vec<Vec<String>> {
        std::mem::take(&mut self.heard.lock().expect("what was heard"))
    }
}

fn open(stream: TcpStream, port: u16, password: Option<&str>, heard: &Mutex<Vec<Vec<String>>>) {
    let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).map_or(true, |read| read == 0) {
            return;
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let may = password.is_none_or(|password| lines.iter().any(|line| line.ends_with(password)));
    heard
        .lock()
        .expect("what was heard")
        .push(lines.iter().map(|line| line.to_lowercase()).collect());
    let mut to_client = stream;
    if !may {
        let refused = "HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm=\"council\"\r\ncontent-length: 0\r\n\r\n";
        let _ = to_client.write_all(refused.as_bytes());
        return;
    }
    let mut to_server = TcpStream::connect(("127.0.0.1", port)).expect("the stand-in");
    let mut from_server = to_server.try_clone().expect("a stream");
    let _ = to_client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n");
    std::thread::spawn(move || {
        copy(&mut reader, &mut to_server);
        let _ = to_server.shutdown(std::net::Shutdown::Both);
    });
    copy(&mut from_server, &mut to_client);
    let _ = to_client.shutdown(std::net::Shutdown::Both);
}

fn copy(from: &mut impl Read, to: &mut impl Write) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut bytes) {
        if to.write_all(&bytes[..read]).is_err() {
            return;
        }
    }
}
