//! Links the server as the daemons of 1997 were linked: at a fixed address and with an executable
//! stack. The defences that came later are not what this project is about.
fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-link-arg-bin=imapd=-no-pie");
    println!("cargo:rustc-link-arg-bin=imapd=-Wl,-z,execstack");
}
