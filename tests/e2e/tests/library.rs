//! Library functions that ask about sockets, write to the process and ask what is held, on real sockets.
use wss_e2e::{run, test_program};

#[test]
fn sockets_are_named_and_memory_is_written() {
    let run = run(&["-w", "sockets"], &[test_program("talker")]);
    let said: Vec<&str> = run.ended.out.split_whitespace().collect();
    // The ports as the program knows them, and what it read.
    let [server, client, read] = said[..] else { panic!("{:?}", run.ended) };
    assert_eq!(read, "jelly");
    let told: Vec<&str> = run.records.iter().filter_map(|r| r["message"].as_str()).collect();
    let expected = [
        "no peer 1 lengths 16 16 alike 1 none 1".to_owned(),
        format!("peer {server} own {client} either {server} local 1 lengths 16 16 16"),
        "wrote 5".to_owned(),
        "mode 0 path 1 none 1: /nowhere/at/all".to_owned(),
    ];
    for text in &expected {
        assert_eq!(told.iter().filter(|t| *t == text).count(), 1, "{text}: {told:#?}");
    }
}
