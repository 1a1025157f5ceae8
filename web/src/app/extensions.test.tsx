import { screen } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { renderAlone } from "../../test/render";
import { nameScript, registerComponent, registerPage, useComponent } from "./extensions";

const Ours = ({ name }: { name: string }) => <p>ours: {name}</p>;

function Place({ name }: { name: string }) {
  const Shown = useComponent("Sign", Ours);
  return <Shown name={name} />;
}

afterEach(() => vi.restoreAllMocks());

describe("components of scripts", () => {
  test("a component takes the place of ours", async () => {
    nameScript("good.js");
    registerComponent("Sign", ({ name }: { name: string }) => <p>theirs: {name}</p>);
    nameScript(undefined);
    renderAlone(<Place name="fox" />);
    expect(await screen.findByText("theirs: fox")).toBeInTheDocument();
  });

  test("one that throws gives the place back, and the script is named once", async () => {
    // React tells the console as well.
    vi.spyOn(console, "error").mockImplementation(() => {});
    nameScript("bad.js");
    registerComponent("Sign", () => {
      throw new Error("no sign today");
    });
    nameScript(undefined);
    renderAlone(
      <>
        <Place name="fox" />
        <Place name="owl" />
      </>,
    );
    expect(await screen.findByText("ours: fox")).toBeInTheDocument();
    expect(screen.getByText("ours: owl")).toBeInTheDocument();
    expect(await screen.findAllByText("no sign today")).toHaveLength(1);
    expect(screen.getByText(/bad\.js/)).toBeInTheDocument();
  });

  test.each([
    [() => registerComponent("Sign", "no component" as never), /a component is a function, not string/],
    [() => registerPage({ id: "My Page", title: "x", component: Ours as never }), /small letters/],
    [() => registerPage({ id: "mine", title: " ", component: Ours as never }), /no title/],
    [() => registerPage({ id: "mine", title: "Mine" } as never), /not undefined/],
  ])("what is none is refused with a sentence", (register, why) => expect(register).toThrow(why));
});
