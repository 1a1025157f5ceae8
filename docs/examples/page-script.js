// A script of your own for the web page: another card for the library, and a page of its own.
// Put it into the folder "page" of your settings (~/.config/berryaigen/page), and reload the page.
const { React, Mantine, backend, registerComponent, registerPage } = window.BerryAIGen;
const { createElement: el, useEffect, useState } = React;
const { Alert, Badge, Button, Card, Group, Skeleton, Stack, Table, Text, Title } = Mantine;

const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(2)} GB`;

// Stands in the place of our card. It gets what ours gets: the model, and what to call for it.
function PlainCard({ model, onDownload, onDelete, onViewDetails }) {
  const isHere = model.status === "local";
  return el(
    Card,
    { withBorder: true, h: "100%", "aria-label": model.name },
    el(
      Stack,
      { gap: "xs", h: "100%", justify: "space-between" },
      el(Text, { fw: 600, lineClamp: 2 }, model.name),
      el(Badge, { variant: "light" }, gigabytes(model.size)),
      el(
        Group,
        { gap: "xs" },
        el(Button, { size: "compact-sm", onClick: () => onViewDetails(model.id) }, "Look"),
        isHere
          ? el(Button, { size: "compact-sm", variant: "subtle", onClick: () => onDelete(model.id) }, "Remove")
          : el(Button, { size: "compact-sm", variant: "light", onClick: () => onDownload(model.id) }, "Get"),
      ),
    ),
  );
}
registerComponent("ModelCard", PlainCard);

// A page of its own, with a place in the menu and the address /extensions/largest.
function LargestModels() {
  const [models, setModels] = useState();
  const [problem, setProblem] = useState();
  useEffect(() => {
    backend
      .makeRequestPublic("/api/models/library?status=local&sort=size&order=desc&limit=10")
      .then((answer) => setModels(answer.models), setProblem);
  }, []);
  return el(
    Stack,
    null,
    el(Title, { order: 1 }, "Largest models"),
    problem && el(Alert, { color: "red", role: "alert" }, problem.message),
    !problem && !models && el(Skeleton, { h: 200 }),
    models && models.length === 0 && el(Text, null, "No model is here yet."),
    models &&
      models.length > 0 &&
      el(
        Table,
        null,
        el(
          Table.Tbody,
          null,
          ...models.map((model) =>
            el(
              Table.Tr,
              { key: model.id },
              el(Table.Td, null, model.name),
              el(Table.Td, { ta: "right" }, gigabytes(model.size)),
            ),
          ),
        ),
      ),
  );
}
registerPage({ id: "largest", title: "Largest models", component: LargestModels });
