import { useLacks } from "@/app/session";
import { Cells } from "./Cells";
import { type ListProps, useList } from "./List";
import { TableHead, TableRow } from "./Table";

const HEIGHT = 44;

/** The models as a table, many on a screen. */
export default function TableList(props: ListProps) {
  const { cards, selection, filters, onChange, handlers } = props;
  const { words, ...list } = useList(props);
  const may = !useLacks("write");
  return (
    <Cells
      {...list}
      columnsAt={() => 1}
      heightAt={() => HEIGHT}
      gap={0}
      header={<TableHead filters={filters} onChange={onChange} />}
      render={(cell) => (
        <TableRow
          key={cell.index}
          {...cell}
          isSelected={selection.has(cell.card)}
          isOpen={cell.card.group !== undefined && cards.isOpen(cell.card.group.key)}
          words={words}
          handlers={handlers}
          may={may}
        />
      )}
    />
  );
}
