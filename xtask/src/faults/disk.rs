//! A file system of its own in a file, whose power can be cut.
//!
//! The ioctl with which ext4 is shut down drops what it has not written, and its log with it: what the
//! drive of a machine holds in the moment the power fails. Mounting it again recovers what is there.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::process;

/// `EXT4_IOC_SHUTDOWN` with `EXT4_GOING_FLAGS_NOLOGFLUSH`. Perl is on every system that has git, and so
/// we need no unsafe code for one system call. It is started early and waits for a line, so that the cut
/// comes at once when it is wanted.
const SHUT_DOWN: &str = r#"
    open(my $root, "<", $ARGV[0]) or die "$ARGV[0]: $!";
    my $without_log = pack("L", 2);
    <STDIN>;
    ioctl($root, 0x8004587d, $without_log) or die "ioctl: $!";
"#;

const BYTES: u64 = 2 << 30;

pub struct Disk {
    image: PathBuf,
    pub root: PathBuf,
    mounted: bool,
}

impl Disk {
    /// A new ext4, mounted in `folder`, which is made anew. The error says what the machine does not
    /// allow.
    pub fn make(folder: &Path) -> Result<Disk> {
        if !crate::needs::is_root() {
            bail!("only root may mount a file system");
        }
        for tool in ["mkfs.ext4", "mount", "umount", "perl"] {
            if crate::needs::in_path(tool).is_none() {
                bail!("{tool} is not installed");
            }
        }
        let root = folder.join("root");
        fs::create_dir_all(&root)?;
        let mut disk = Disk {
            image: folder.join("image"),
            root,
            mounted: false,
        };
        disk.unmount()?;
        File::create(&disk.image)?.set_len(BYTES)?;
        let mut mkfs = Command::new("mkfs.ext4");
        process::output(mkfs.args(["-q", "-F"]).arg(&disk.image))?;
        disk.mount().context("a loop device cannot be mounted")?;
        Ok(disk)
    }

    pub fn mount(&mut self) -> Result<()> {
        let mut mount = Command::new("mount");
        mount.args(["-t", "ext4", "-o", "loop"]);
        process::output(mount.arg(&self.image).arg(&self.root))?;
        self.mounted = true;
        Ok(())
    }

    /// A hand at the switch.
    pub fn switch(&self) -> Result<Switch> {
        let mut perl = Command::new("perl");
        perl.args(["-e", SHUT_DOWN]).arg(&self.root);
        let child = perl
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("perl cannot be started")?;
        Ok(Switch { child })
    }

    /// The machine starts again.
    pub fn restore_power(&mut self) -> Result<()> {
        self.unmount()?;
        self.mount()
    }

    /// The loop device goes with the mount. Also ends what an interrupted run left.
    fn unmount(&mut self) -> Result<()> {
        let mounts = fs::read_to_string("/proc/self/mounts")?;
        let root = self.root.display().to_string();
        for mount in mounts.lines() {
            if mount.split(' ').nth(1) == Some(&root) {
                finish(Command::new("umount").arg(&self.root))?;
            }
        }
        self.mounted = false;
        Ok(())
    }
}

/// Cuts the power when it is told to; dropped before, it cuts nothing.
pub struct Switch {
    child: std::process::Child,
}

impl Switch {
    /// From now on nothing reaches the disk.
    pub fn cut(mut self) -> Result<()> {
        let mut input = self.child.stdin.take().context("its input is piped")?;
        input.write_all(b"\n")?;
        let mut error = String::new();
        if let Some(told) = &mut self.child.stderr {
            told.read_to_string(&mut error)?;
        }
        let done = self.child.wait()?.success();
        ensure!(done, "the power cannot be cut: {}", error.trim_end());
        Ok(())
    }
}

impl Drop for Switch {
    fn drop(&mut self) {
        // Already over when it has cut.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if self.mounted && self.unmount().is_err() {
            // Somebody still looks at it: it goes when they do.
            let gone = finish(Command::new("umount").arg("-l").arg(&self.root));
            if let Err(error) = gone {
                eprintln!("{} stays mounted: {error:#}", self.root.display());
            }
        }
        if let Err(error) = fs::remove_file(&self.image) {
            eprintln!("{} is left: {error}", self.image.display());
        }
    }
}

/// As [`process::output`], also after an interrupt: what was begun must be taken down.
fn finish(command: &mut Command) -> Result<()> {
    let output = command.output()?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim_end());
    }
    Ok(())
}
