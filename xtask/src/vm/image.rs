//! Official images: `vm-images/images.json`, download, check, decompression.
use crate::paths::{root, target};
use crate::toolchain::output;
use serde::Deserialize;
use sha2::{Digest, Sha256, Sha512};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Deserialize)]
struct Manifest {
    images: Vec<Image>,
}

/// An image of the manifest.
#[derive(Deserialize)]
struct Image {
    name: String,
    #[serde(default)]
    default: bool,
    /// Its name once decompressed.
    file: String,
    url: String,
    /// Of what the address gives: the compressed image.
    sha512: String,
}

/// Downloads the image of that name, unless it is there; its path.
pub(super) fn fetch(name: &str) -> Result<PathBuf, String> {
    let manifest = manifest()?;
    let image = find(&manifest, name)?;
    let folder = target("vm-images")?;
    let file = folder.join(&image.file);
    if file.is_file() {
        return Ok(file);
    }
    let archive = folder.join(format!("{}.xz", image.file));
    println!("{}", image.url);
    download(&image.url, &archive)?;
    let sum = digest::<Sha512>(&archive)?;
    if sum != image.sha512 {
        return Err(format!("{}: SHA-512 is {sum}, not {}", archive.display(), image.sha512));
    }
    // Written aside and renamed: an image that is there is whole.
    output(Command::new("xz").args(["-dkf"]).arg(&archive))?;
    std::fs::remove_file(&archive).map_err(|e| format!("{}: {e}", archive.display()))?;
    Ok(file)
}

fn manifest() -> Result<Manifest, String> {
    let file = root()?.join("vm-images/images.json");
    let text = std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
    serde_json::from_str(&text).map_err(|e| format!("{}: {e}", file.display()))
}

fn find<'m>(manifest: &'m Manifest, name: &str) -> Result<&'m Image, String> {
    let fits = |i: &&Image| i.name == name || (i.default && name == "default");
    manifest.images.iter().find(fits).ok_or_else(|| {
        let names: Vec<&str> = manifest.images.iter().map(|i| i.name.as_str()).collect();
        format!("vm-images/images.json has no image {name}; it has {}", names.join(", "))
    })
}

/// With FreeBSD's own tool or curl; what was begun is continued.
fn download(url: &str, to: &Path) -> Result<(), String> {
    let mut curl = Command::new("curl");
    curl.args(["--fail", "--location", "--continue-at", "-", "--output"]).arg(to).arg(url);
    let mut fetch = Command::new("fetch");
    fetch.arg("-r").arg("-o").arg(to).arg(url);
    for mut command in [curl, fetch] {
        match command.status() {
            Ok(status) if status.success() => return Ok(()),
            Ok(status) => return Err(format!("{url}: {status}")),
            Err(_) => continue,
        }
    }
    Err("neither curl nor fetch is there to download with".into())
}

/// A file's digest, in hexadecimal.
fn digest<D: Digest>(file: &Path) -> Result<String, String> {
    let error = |e: std::io::Error| format!("{}: {e}", file.display());
    let mut source = std::fs::File::open(file).map_err(error)?;
    let (mut digest, mut buffer) = (D::new(), vec![0; 1 << 20]);
    loop {
        match source.read(&mut buffer).map_err(error)? {
            0 => break,
            n => digest.update(buffer.get(..n).unwrap_or_default()),
        }
    }
    Ok(digest.finalize().iter().map(|b| format!("{b:02x}")).collect())
}

/// SHA-256 of a file.
pub(super) fn sha256(file: &Path) -> Result<String, String> {
    digest::<Sha256>(file)
}

#[cfg(test)]
mod tests {
    use super::{find, manifest};

    #[test]
    fn the_manifest_pins_each_image() {
        let manifest = manifest().unwrap();
        assert_eq!(manifest.images.iter().filter(|i| i.default).count(), 1);
        for image in &manifest.images {
            assert!(image.url.starts_with("https://download.freebsd.org/releases/"));
            assert!(image.url.ends_with(&format!("/{}.xz", image.file)), "{}", image.url);
            let hex = image.sha512.bytes().all(|b| b.is_ascii_hexdigit());
            assert!(hex && image.sha512.len() == 128, "{}", image.name);
            assert_eq!(find(&manifest, &image.name).unwrap().url, image.url);
        }
        assert!(find(&manifest, "default").is_ok());
        assert!(find(&manifest, "14.0").err().unwrap().contains("15.0-ufs"));
    }
}
