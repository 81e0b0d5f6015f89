//! Listens on the loopback device, connects to itself, sends "hello" and reads it; prints the listener's
//! port, the connection's own, and what was read. Then asks for a directory that cannot be.
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let server = listener.local_addr()?;
    let mut client = TcpStream::connect(server)?;
    let (mut there, _) = listener.accept()?;
    client.write_all(b"hello")?;
    let mut read = [0; 5];
    there.read_exact(&mut read)?;
    println!(
        "{} {} {}",
        server.port(),
        client.local_addr()?.port(),
        String::from_utf8_lossy(&read)
    );
    // That it fails is what it is for.
    let _ = std::fs::create_dir("/nowhere/at/all");
    Ok(())
}
