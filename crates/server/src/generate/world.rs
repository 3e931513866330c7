//! Everything that is decided before anything is written.

use super::belonging::Belonging;
use super::languages::Languages;
use super::rooms::{Room, rooms};
use super::ruled::{self, Covered};
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
        let Covered { ruled, by_person } = ruled::find(&staff, &languages);
        let rooms = rooms(size, &languages, ruled);
        let belonging = Belonging::new(size, &staff, &rooms, by_person);
        World {
            size,
            languages,
            staff,
            rooms,
            belonging,
        }
    }
}
