//! Access to keyed tables, and the hash of what is too long to be a key.
use super::{Call, Out};
use crate::errno::{EEXIST, ENOENT, ENOSPC, negative};
use crate::table::{Put, Table};
use alloc::vec::Vec;
use wss_abi::helper::id;
use wss_vm::{Budget, Fault, Memory};

impl Call<'_, '_> {
    /// The table of that number, of the process or shared.
    fn find_table(&mut self, number: u64) -> Option<&mut Table> {
        let number = usize::try_from(number).ok()?;
        let core = &mut *self.scope.core;
        let process = core.processes.all.get_mut(self.site.process);
        let own = process.and_then(|p| p.bindings.get_mut(self.site.binding));
        let own = own.and_then(|b| b.tables.get_mut(number)).and_then(|t| t.as_mut());
        if own.is_some() {
            return own;
        }
        let shared = core.shared.get_mut(self.site.wrapper as usize)?;
        shared.tables.get_mut(number)?.as_mut()
    }

    /// `wr_hash`
    pub(super) fn hash(&self, args: [u64; 5], mem: &Memory<'_>, budget: &mut Budget) -> Out {
        let [at, len, ..] = args;
        budget.charge_bytes(len)?;
        Ok(crate::siphash::hash(self.scope.core.seed, mem.slice(at, len)?))
    }

    pub(super) fn table(
        &mut self,
        id: u16,
        args: [u64; 5],
        mem: &mut Memory<'_>,
        budget: &mut Budget,
    ) -> Out {
        let [number, r2, r3, r4, r5] = args;
        let Some(table) = self.find_table(number) else {
            return Err(Fault::Helper { id, why: "no such table" });
        };
        let (key, row) = table.sizes();
        let wrong = Fault::Helper { id, why: "the table has other sizes" };
        match id {
            id::TABLE_COUNT => return Ok(u64::from(table.count())),
            id::TABLE_FIND | id::TABLE_PUT | id::TABLE_INSERT | id::TABLE_UPDATE
                if r4 != key as u64 || r5 != row as u64 =>
            {
                return Err(wrong);
            }
            id::TABLE_DELETE if r3 != key as u64 => return Err(wrong),
            _ => {}
        }
        budget.charge_bytes((key + row) as u64)?;
        match id {
            id::TABLE_FIND => {
                mem.slice_mut(r3, row as u64)?;
                match table.get(mem.slice(r2, key as u64)?) {
                    Some(found) => {
                        write(mem, r3, found)?;
                        Ok(0)
                    }
                    None => Ok(negative(ENOENT)),
                }
            }
            id::TABLE_PUT | id::TABLE_INSERT | id::TABLE_UPDATE => {
                let (key, row) = (mem.slice(r2, key as u64)?, mem.slice(r3, row as u64)?);
                match (id, table.has(key)) {
                    (id::TABLE_INSERT, true) => return Ok(negative(EEXIST)),
                    (id::TABLE_UPDATE, false) => return Ok(negative(ENOENT)),
                    _ => {}
                }
                match table.put(key, row) {
                    Ok(Put::Stored) => Ok(0),
                    Ok(Put::Refused) => Ok(negative(ENOSPC)),
                    Ok(Put::Fault) => Err(Fault::Helper { id, why: "the table is full" }),
                    Err(e) => self.need(id, Err::<u64, _>(e)),
                }
            }
            id::TABLE_DELETE => Ok(match table.delete(mem.slice(r2, key as u64)?) {
                true => 0,
                false => negative(ENOENT),
            }),
            _ => {
                mem.slice_mut(r3, key as u64)?;
                mem.slice_mut(r4, row as u64)?;
                // Rows between the cursor and the next one cost as well.
                let Some((next, key, row)) = table.next(r2) else { return Ok(0) };
                budget.charge(next.saturating_sub(r2))?;
                write(mem, r3, key)?;
                write(mem, r4, row)?;
                Ok(next)
            }
        }
    }
}

fn write(mem: &mut Memory<'_>, at: u64, bytes: &[u8]) -> Result<(), Fault> {
    mem.slice_mut(at, bytes.len() as u64)?.copy_from_slice(bytes);
    Ok(())
}

/// The tables of a wrapper that are per process (`shared` false) or shared, each in its number's
/// place.
pub(crate) fn make(
    defs: &[wss_abi::object::TableDef],
    shared: bool,
    seed: crate::siphash::Seed,
) -> Result<Vec<Option<Table>>, wss_abi::mem::OutOfMemory> {
    use wss_abi::mem::TryVec;
    let mut out = Vec::new();
    for d in defs {
        out.try_push((d.shared == shared).then(|| Table::new(d, seed)))?;
    }
    Ok(out)
}
