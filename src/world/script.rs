//! Answers of servers written beforehand, for tests.

use super::net::{HttpRequest, HttpResponse, Network, OnBytes};
use crate::error::{Error, Result};
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

/// What each address answers, one after the other (the last one again and again), and what was asked.
#[derive(Default)]
pub(crate) struct Script {
    pub(crate) answers: RefCell<BTreeMap<String, VecDeque<Option<HttpResponse>>>>,
    pub(crate) asked: RefCell<Vec<HttpRequest>>,
    pub(crate) slept: RefCell<Vec<Duration>>,
    /// The proxy of the machine's own settings.
    pub(crate) usual_proxy: RefCell<Option<String>>,
    /// What every other address answers.
    otherwise: RefCell<Option<HttpResponse>>,
}

impl Script {
    /// Adds an answer; `None` is none at all.
    pub(crate) fn tell(&self, url: &str, answer: Option<HttpResponse>) {
        self.answers
            .borrow_mut()
            .entry(url.to_owned())
            .or_default()
            .push_back(answer);
    }

    /// Has every address that nothing was told of answer this.
    pub(crate) fn always(&self, answer: HttpResponse) {
        self.otherwise.replace(Some(answer));
    }
}

impl Network for Script {
    fn fetch(&self, request: &HttpRequest, came: &mut OnBytes<'_>) -> Result<HttpResponse> {
        self.asked.borrow_mut().push(request.clone());
        let mut answers = self.answers.borrow_mut();
        let waiting = answers.get_mut(&request.url);
        let next = waiting.and_then(|list| {
            if list.len() > 1 {
                list.pop_front()
            } else {
                list.front().cloned()
            }
        });
        let next = next.unwrap_or_else(|| self.otherwise.borrow().clone());
        let answer = next.ok_or_else(|| Error::unreachable(&request.url, "nobody answers"))?;
        came(&answer, &answer.body);
        Ok(answer)
    }

    fn sleep(&self, time: Duration) {
        self.slept.borrow_mut().push(time);
    }

    fn usual_proxy(&self) -> Option<String> {
        self.usual_proxy.borrow().clone()
    }

    fn chance(&self) -> f64 {
        0.5
    }
}
