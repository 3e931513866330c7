//! The program's icon: the logo, as SVG and, for phones that want it, as PNG.

use std::f64::consts::TAU;
use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

const GROUND: [u8; 3] = [0xF7, 0xF4, 0xF5];
const STONE: [u8; 3] = [0x7B, 0x1F, 0x4C];
const FIRE: [u8; 3] = [0xF2, 0xB3, 0x3D];

/// Centre and radius on a field of 32, and the colour; the fire last.
fn circles() -> Vec<(f64, f64, f64, [u8; 3])> {
    let mut circles: Vec<_> = (0..9)
        .map(|at| {
            let angle = TAU * f64::from(at) / 9.0;
            (
                16.0 + 11.2 * angle.sin(),
                16.0 - 11.2 * angle.cos(),
                2.75,
                STONE,
            )
        })
        .collect();
    circles.push((16.0, 16.0, 3.6, FIRE));
    circles
}

pub(super) fn svg() -> String {
    let mut out =
        String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\">\n");
    for (x, y, radius, [red, green, blue]) in circles() {
        out.push_str(&format!(
            "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"{radius}\" \
             fill=\"#{red:02x}{green:02x}{blue:02x}\"/>\n"
        ));
    }
    out.push_str("</svg>\n");
    out
}

/// A square of so many pixels, drawn smaller than the edge so that it can be cut round.
pub(super) fn png(pixels: u32) -> Vec<u8> {
    let scale = f64::from(pixels) / 40.0;
    let circles = circles();
    let mut raw = Vec::with_capacity((pixels * (pixels * 3 + 1)) as usize);
    for y in 0..pixels {
        raw.push(0);
        for x in 0..pixels {
            let (px, py) = (f64::from(x) + 0.5, f64::from(y) + 0.5);
            let mut colour = GROUND.map(f64::from);
            for (cx, cy, radius, paint) in &circles {
                let distance = (px - (cx + 4.0) * scale).hypot(py - (cy + 4.0) * scale);
                let cover = (radius * scale - distance + 0.5).clamp(0.0, 1.0);
                for (channel, paint) in colour.iter_mut().zip(paint) {
                    *channel += (f64::from(*paint) - *channel) * cover;
                }
            }
            raw.extend(colour.map(|channel| channel.round() as u8));
        }
    }
    encode(pixels, &raw)
}

/// PNG (ISO/IEC 15948) with 8 bits for each of red, green and blue.
fn encode(pixels: u32, raw: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    packed.write_all(raw).expect("memory takes what is written");
    let packed = packed.finish().expect("memory takes what is written");
    let mut header = Vec::new();
    header.extend(pixels.to_be_bytes());
    header.extend(pixels.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [
        (b"IHDR", &header),
        (b"IDAT", &packed),
        (b"IEND", &Vec::new()),
    ] {
        let mut crc = Crc::new();
        crc.update(kind);
        crc.update(data);
        out.extend((data.len() as u32).to_be_bytes());
        out.extend(kind);
        out.extend(data);
        out.extend(crc.sum().to_be_bytes());
    }
    out
}
