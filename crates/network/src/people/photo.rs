//! Photos of people: taken in as any picture, kept as a small square of our own making.
//!
//! What is stored is always encoded again, so nothing of the file that was sent survives: no place,
//! no time, no camera, nothing hidden behind the picture.

use std::io::Cursor;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use kernel::{Error, Kind, Random, Result};
use tokio::sync::Semaphore;

pub const MAX_BYTES: usize = 10_000_000;
const MAX_MEGAPIXELS: u64 = 50;
const SIDE_PIXELS: u32 = 256;
const QUALITY: u8 = 85;
pub const MEDIA_TYPE: &str = "image/jpeg";
const TYPES: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];
/// A body that comes slower is not waited for.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// Decoding a large picture takes a quarter of a gigabyte, so one is decoded at a time.
static DECODING: Semaphore = Semaphore::const_new(1);

/// The first file of a form.
pub async fn receive(mut form: Multipart) -> Result<Vec<u8>> {
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() == Some("photo") {
            let bytes = field.bytes().await.map_err(broken)?;
            return match bytes.is_empty() {
                true => Err(Error::invalid("photo", "empty")),
                false => Ok(bytes.to_vec()),
            };
        }
    }
    Err(Error::invalid("photo", "empty"))
}

/// A file that is the whole body, as programs send it.
pub async fn receive_bare(request: Request) -> Result<Vec<u8>> {
    let headers = request.headers();
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    if headers.contains_key(CONTENT_ENCODING) {
        return Err(Error::new(Kind::Unsupported, "content_encoding"));
    }
    if !kind.is_some_and(|kind| TYPES.contains(&kind)) {
        return Err(Error::new(Kind::Unsupported, "content_type"));
    }
    let reading = Bytes::from_request(request, &());
    match tokio::time::timeout(TIME_LIMIT, reading).await {
        Ok(Ok(bytes)) if bytes.is_empty() => Err(Error::invalid("photo", "empty")),
        Ok(Ok(bytes)) => Ok(bytes.to_vec()),
        Ok(Err(error)) if error.status().as_u16() == 413 => Err(too_large()),
        Ok(Err(error)) => Err(Error::malformed("incomplete_body").with_source(error)),
        Err(_) => Err(Error::new(Kind::Timeout, "slow_body")),
    }
}

fn too_large() -> Error {
    Error::new(Kind::TooLarge, "photo_too_large").limit(MAX_BYTES as i64 / 1_000_000)
}

/// A square of it, as JPEG. 422 `type_mismatch` for what is no JPEG, PNG or WebP, whatever it is
/// called, `image_too_large` over 50 megapixels, before it is decoded.
pub async fn prepare(bytes: Vec<u8>) -> Result<Vec<u8>> {
    let turn = DECODING.acquire().await.map_err(Error::internal)?;
    let made = tokio::task::spawn_blocking(move || square(&bytes));
    let made = made.await.map_err(Error::internal)?;
    drop(turn);
    made
}

/// A name nobody guesses; every photo has another one, so browsers may keep it.
pub fn key(random: &Random) -> String {
    URL_SAFE_NO_PAD.encode(random.bytes::<16>())
}

fn square(bytes: &[u8]) -> Result<Vec<u8>> {
    let unknown = || Error::invalid("photo", "type_mismatch");
    let format = image::guess_format(bytes).map_err(|_| unknown())?;
    if !matches!(
        format,
        ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP
    ) {
        return Err(unknown());
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEGAPIXELS * 1_000_000 * 8);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| unknown())?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_MEGAPIXELS * 1_000_000 {
        let error = Error::invalid("photo", "image_too_large");
        return Err(error.limit(MAX_MEGAPIXELS as i64));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| unknown())?;
    picture.apply_orientation(orientation);
    let small = centre(&picture).resize_exact(SIDE_PIXELS, SIDE_PIXELS, FilterType::Triangle);
    let mut encoded = Vec::new();
    JpegEncoder::new_with_quality(&mut encoded, QUALITY)
        .encode_image(&flat(&small))
        .map_err(Error::internal)?;
    Ok(encoded)
}

/// The square in the middle. Cut out before it is scaled: scaling a strip of one pixel's height until it
/// fills a square would make it millions of pixels wide.
fn centre(picture: &DynamicImage) -> DynamicImage {
    let (width, height) = (picture.width(), picture.height());
    let side = width.min(height);
    picture.crop_imm((width - side) / 2, (height - side) / 2, side, side)
}

/// On white where it was transparent.
fn flat(picture: &DynamicImage) -> image::RgbImage {
    let rgba = picture.to_rgba8();
    image::RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0;
        let over = |c: u8| ((u32::from(c) * u32::from(a) + 255 * (255 - u32::from(a))) / 255) as u8;
        image::Rgb([over(r), over(g), over(b)])
    })
}

fn broken(error: MultipartError) -> Error {
    match error.status().as_u16() {
        413 => too_large(),
        _ => Error::malformed("incomplete_body").with_source(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        DynamicImage::new_rgba8(width, height)
            .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
            .unwrap();
        bytes
    }

    #[test]
    fn any_picture_becomes_a_small_square() {
        for (width, height) in [(640, 480), (100, 900), (1, 1), (1, 20_000), (9_000, 2)] {
            let made = square(&png(width, height)).unwrap();
            let read = image::load_from_memory_with_format(&made, ImageFormat::Jpeg).unwrap();
            assert_eq!((read.width(), read.height()), (SIDE_PIXELS, SIDE_PIXELS));
            assert!(
                read.to_rgb8()
                    .pixels()
                    .all(|pixel| pixel.0.iter().all(|c| *c > 250))
            );
        }
    }

    #[test]
    fn what_is_no_picture_is_refused_whatever_it_claims() {
        let mut hidden = b"\x89PNG\r\n\x1a\n".to_vec();
        hidden.extend(b"<html><script>alert(1)</script></html>");
        for bytes in [
            &hidden[..],
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"GIF89a",
            b"x",
        ] {
            let error = square(bytes).unwrap_err();
            assert_eq!(error.code(), "type_mismatch");
        }
    }

    #[test]
    fn what_is_too_large_is_refused_by_its_header() {
        for (side, code) in [(50_000u32, "image_too_large"), (7_000, "type_mismatch")] {
            let mut claims = png(1, 1);
            claims[16..20].copy_from_slice(&side.to_be_bytes());
            claims[20..24].copy_from_slice(&side.to_be_bytes());
            let sum = crc(&claims[12..29]);
            claims[29..33].copy_from_slice(&sum.to_be_bytes());
            assert_eq!(square(&claims).unwrap_err().code(), code, "{side}");
        }
    }

    /// As PNG has it (ISO 3309).
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0u32, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ (0xEDB8_8320 * (crc & 1))
            })
        })
    }
}
