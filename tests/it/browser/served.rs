//! What all tests of the pages share while one of them runs: the program serving an index, and the driver of the browser.

use crate::program::World;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// The name of the file, and with dashes for spaces the id, of a report that tries to get scripts and marks into the pages.
pub const HOSTILE: &str = "<img src=x onerror=alert(1)>乙县-2019";

/// The text of that report.
const HOSTILE_TEXT: &str = "乙县2019年政府工作报告<script>alert(1)</script>

一、2018年工作回顾<script>alert(1)</script>
全县\"><script>alert(1)</script>投资完成5亿元，增长6%。'onmouseover='alert(1)财政收入3亿元&lt;b&gt;。
<svg/onload=alert(1)>医院达到12家。
";

/// What is known of it besides.
const HOSTILE_MANIFEST: &str = "[[document]]
file = '<img src=x onerror=alert(1)>乙县-2019.txt'
title = '乙县报告<script>alert(1)</script>\"><img src=x onerror=alert(1)>'
year = 2019
";

/// A report with tables, and with a growth that its own levels contradict.
const TABLED: &str = "丙县2020年国民经济和社会发展统计公报

一、综合
全县粮食产量由100万吨增加到120万吨，增长30%。全年地区生产总值88.8亿元，比上年增长4.1%。

二、主要工业产品
产品名称\t单位\t产量\t比上年增长（%）
水泥\t万吨\t120.5\t3.2
发电量\t亿千瓦时\t36.7\t-1.5
化学肥料\t万吨\t8.9\t12.4
";

/// A process that ends with the value, whatever happens, and where it can be reached.
pub struct Service {
    process: Child,
    /// Where it is reached, without a slash at the end.
    pub url: String,
    /// What it says goes on being read, so that it can go on saying it.
    _said: BufReader<ChildStdout>,
}

impl Service {
    /// Starts a command and waits for the line that `address` reads an address from.
    fn start(mut command: Command, address: impl Fn(&str) -> Option<String>) -> Service {
        let program = command.get_program().to_os_string();
        let mut process = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|e| panic!("cannot start {program:?}: {e}"));
        let mut said = BufReader::new(process.stdout.take().expect("a pipe"));
        let mut line = String::new();
        let url = loop {
            line.clear();
            match said.read_line(&mut line) {
                Ok(1..) => {
                    if let Some(url) = address(line.trim()) {
                        break url;
                    }
                }
                _ => {
                    let _ = process.kill();
                    panic!(
                        "{program:?} ended before it said where it is: {:?}",
                        process.wait()
                    );
                }
            }
        };
        Service {
            process,
            url,
            _said: said,
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The served index and the driver. Both end with the last test that uses them.
pub struct Served {
    /// The driver of the browser.
    pub driver: Service,
    /// The program.
    pub site: Service,
    /// The folder of the index; it goes last.
    _world: World,
}

/// What is running now.
static RUNNING: Mutex<Weak<Served>> = Mutex::new(Weak::new());

/// The one that is running, or one made now.
pub fn served() -> Arc<Served> {
    // A test that failed in here left nothing behind.
    let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    running.upgrade().unwrap_or_else(|| {
        let new = Arc::new(Served::start());
        *running = Arc::downgrade(&new);
        new
    })
}

impl Served {
    fn start() -> Served {
        let world = World::new();
        world
            .write(&format!("more/{HOSTILE}.txt"), HOSTILE_TEXT)
            .write("more/manifest.toml", HOSTILE_MANIFEST)
            .write("more/丙县-2020.txt", TABLED);
        let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
        world.found(&["index", shipped, "more", "--index", "index"]);
        let serve = world.command(&["serve", "--listen", "127.0.0.1:0", "--index", "index"]);
        let site = Service::start(serve, |line| {
            Some(line.strip_suffix('/').expect("an address").to_string())
        });
        let mut driver = Command::new("chromedriver");
        driver.arg("--port=0");
        let driver = Service::start(driver, |line| {
            let port = line.split_once("successfully on port ")?.1;
            Some(format!("http://127.0.0.1:{}", port.trim_end_matches('.')))
        });
        Served {
            driver,
            site,
            _world: world,
        }
    }
}
