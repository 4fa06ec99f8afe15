//! Writes a folder of files, packs it into one archive, unpacks it elsewhere and compares. Shows: Rust's std::fs (walk,
//! rename, seek, metadata, remove), buffered readers and writers, Result with `?`, errors that are expected.
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_string())
}

fn create(folder: &Path, files: u32) -> io::Result<()> {
    let mut seed = 17u32;
    for number in 0..files {
        let below = folder.join(format!("d{}", number % 5)).join(format!("e{}", number % 3));
        fs::create_dir_all(&below)?;
        let mut file = BufWriter::new(File::create(below.join(format!("f{number}")))?);
        for _ in 0..number * 37 % 4001 {
            seed = seed.wrapping_mul(1664525).wrapping_add(1013904223);
            file.write_all(&[b"acgt"[(seed >> 30) as usize]])?;
        }
        file.flush()?;
    }
    Ok(())
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(|entry| entry.file_name());
    for entry in entries {
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), found)?;
        } else {
            found.push(entry.path());
        }
    }
    Ok(())
}

/// Runs of the same byte become a count and the byte.
fn shorten(bytes: &[u8]) -> Vec<u8> {
    let mut short = Vec::new();
    for run in bytes.chunk_by(|a, b| a == b) {
        for part in run.chunks(255) {
            short.extend([part.len() as u8, part[0]]);
        }
    }
    short
}

fn lengthen(short: &[u8]) -> io::Result<Vec<u8>> {
    if short.len() % 2 != 0 {
        return Err(invalid("half a run"));
    }
    Ok(short.chunks(2).flat_map(|run| std::iter::repeat(run[1]).take(run[0] as usize)).collect())
}

/// The archive: the contents, then their index, then where the index is.
fn pack(folder: &Path, archive: &Path) -> io::Result<usize> {
    let mut files = Vec::new();
    walk(folder, &mut files)?;
    let mut target = BufWriter::new(File::create(archive)?);
    let mut index = String::new();
    for path in &files {
        let short = shorten(&fs::read(path)?);
        let name = path.strip_prefix(folder).map_err(|_| invalid("outside"))?;
        index += &format!("{} {} {}\n", target.stream_position()?, short.len(), name.display());
        target.write_all(&short)?;
    }
    let at = target.stream_position()?;
    target.write_all(index.as_bytes())?;
    target.write_all(&at.to_le_bytes())?;
    target.flush()?;
    Ok(files.len())
}

fn unpack(archive: &Path, folder: &Path) -> io::Result<usize> {
    let mut source = BufReader::new(File::open(archive)?);
    let end = source.seek(SeekFrom::End(-8))?;
    let mut at = [0; 8];
    source.read_exact(&mut at)?;
    let at = u64::from_le_bytes(at);
    if at > end {
        return Err(invalid("the index lies outside the archive"));
    }
    source.seek(SeekFrom::Start(at))?;
    let mut index = String::new();
    source.by_ref().take(end - at).read_to_string(&mut index)?;
    for line in index.lines() {
        let fields: Vec<&str> = line.splitn(3, ' ').collect();
        let [from, size, name] = fields[..] else { return Err(invalid("a line of the index")) };
        source.seek(SeekFrom::Start(from.parse().map_err(|_| invalid("a position"))?))?;
        let mut short = vec![0; size.parse().map_err(|_| invalid("a size"))?];
        source.read_exact(&mut short)?;
        let path = folder.join(name);
        fs::create_dir_all(path.parent().ok_or_else(|| invalid("a name"))?)?;
        fs::write(path, lengthen(&short)?)?;
    }
    Ok(index.lines().count())
}

fn contents(folder: &Path) -> io::Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = Vec::new();
    walk(folder, &mut files)?;
    files.into_iter().map(|path| Ok((path.strip_prefix(folder).unwrap().to_path_buf(), fs::read(&path)?))).collect()
}

fn run(files: u32) -> io::Result<()> {
    let (plain, again) = (Path::new("/plain"), Path::new("/again"));
    create(plain, files)?;
    println!("{} packed", pack(plain, Path::new("/archive.tmp"))?);
    fs::rename("/archive.tmp", "/archive")?;
    println!("{} unpacked, {} bytes", unpack(Path::new("/archive"), again)?, fs::metadata("/archive")?.len());
    println!("the same: {}", contents(plain)? == contents(again)?);

    let mut damaged = OpenOptions::new().write(true).open("/archive")?;
    damaged.seek(SeekFrom::End(-1))?;
    damaged.write_all(&[0x7f])?;
    println!("damaged: {}", unpack(Path::new("/archive"), again).unwrap_err());
    println!("missing: {:?}", File::open("/nowhere").unwrap_err().kind());
    println!("not empty: {}", fs::remove_dir(plain).is_err());
    fs::remove_dir_all(plain)?;
    println!("removed: {}", !plain.exists());
    Ok(())
}

fn main() {
    let files = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(60);
    if let Err(problem) = run(files) {
        eprintln!("archive: {problem}");
        std::process::exit(1);
    }
}
