//! Many lists of numbers in two pieces of memory.

/// Lists one after the other.
#[derive(Default)]
pub struct Lists {
    ends: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// For so many lists of about so many numbers.
    pub fn with_capacity(lists: usize, numbers: usize) -> Lists {
        Lists {
            ends: Vec::with_capacity(lists),
            items: Vec::with_capacity(lists * numbers),
        }
    }

    pub fn push(&mut self, list: impl IntoIterator<Item = u32>) {
        self.items.extend(list);
        self.ends.push(self.items.len() as u32);
    }

    pub fn get(&self, at: usize) -> &[u32] {
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.items[from as usize..self.ends[at] as usize]
    }

    /// Of numbers in all lists.
    pub fn count(&self) -> usize {
        self.items.len()
    }

    /// Puts in place of each number the one at its place among `numbers`, or nothing.
    pub fn renumber(&mut self, numbers: &[Option<u32>]) {
        let (mut from, mut kept) = (0, 0);
        for end in &mut self.ends {
            for at in from..*end as usize {
                if let Some(number) = numbers[self.items[at] as usize] {
                    self.items[kept] = number;
                    kept += 1;
                }
            }
            from = std::mem::replace(end, kept as u32) as usize;
        }
        self.items.truncate(kept);
        self.items.shrink_to_fit();
    }

    /// Lists of what holds each of so many, from lists of what each holds.
    pub fn turned(&self, count: usize) -> Lists {
        let mut ends = vec![0_u32; count];
        for item in &self.items {
            ends[*item as usize] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum - *end;
        }
        // Each now says where its list begins, and in the end where it ends.
        let mut items = vec![0; self.items.len()];
        for holder in 0..self.ends.len() {
            for item in self.get(holder) {
                let place = &mut ends[*item as usize];
                items[*place as usize] = holder as u32;
                *place += 1;
            }
        }
        Lists { ends, items }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_left_out_leave_the_others_where_they_were() {
        let mut lists = Lists::default();
        for list in [vec![0, 1, 2], vec![], vec![1], vec![0, 2]] {
            lists.push(list);
        }
        lists.renumber(&[Some(0), None, Some(1)]);
        let each = |lists: &Lists, count| (0..count).map(|at| lists.get(at).to_vec()).collect();
        let all: Vec<Vec<u32>> = each(&lists, 4);
        assert_eq!(all, [vec![0, 1], vec![], vec![], vec![0, 1]]);
        let turned: Vec<Vec<u32>> = each(&lists.turned(2), 2);
        assert_eq!(turned, [vec![0, 3], vec![0, 3]]);
    }
}
