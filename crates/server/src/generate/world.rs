//! Everything that is decided before anything is written.

use super::belonging::Belonging;
use super::languages::Languages;
use super::rooms::{Room, rooms};
use super::size::Size;
use super::staff::Staff;

pub struct World {
    pub size: Size,
    pub languages: Languages,
    pub staff: Staff,
    pub rooms: Vec<Room>,
    pub belonging: Belonging,
}

impl World {
    pub fn new(size: Size) -> World {
        let languages = Languages::read();
        let staff = Staff::new(size, &languages);
        let rooms = rooms(size, &languages);
        let belonging = Belonging::new(size, &staff, &rooms);
        World {
            size,
            languages,
            staff,
            rooms,
            belonging,
        }
    }
}
