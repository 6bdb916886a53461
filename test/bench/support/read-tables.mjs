// Reads a workbook as `check` does, with the columns that the collectors ask for (`selected`) or all of them (`all`).
const [path, columns] = process.argv.slice(2);
const { readTables } = await import('../../../dist/inputs/tables/read-tables.js');

const every = (_tab, header) => header.map((_, position) => position);

async function selected() {
	const { loadDirectory } = await import('../../../dist/shared/load-directory.js');
	const { selectColumns } = await import('../../../dist/inputs/assemble/rvtools-select.js');
	return selectColumns((await loadDirectory(new URL('../../../dist/collectors/', import.meta.url))).values());
}

const { tabs } = await readTables(path, columns === 'all' ? every : await selected());
let cells = 0;
for (const tab of tabs.flat())
	for (const row of tab.rows) for (const cell of row.cells) if (cell !== undefined) cells += 1;
console.log(JSON.stringify({ cells, megabytes: process.resourceUsage().maxRSS / 1024 }));
