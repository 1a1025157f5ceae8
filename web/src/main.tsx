import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./app/page.css";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { runScripts } from "./app/scripts";
import { nonce } from "./app/theme";

// Where libraries below Mantine look for it.
Object.assign(globalThis, { __webpack_nonce__: nonce });
void runScripts();
const place = document.getElementById("root");
if (place) createRoot(place).render(<App />);
