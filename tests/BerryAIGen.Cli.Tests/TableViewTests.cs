using BerryAIGen.Cli.Output;
using Spectre.Console;

namespace BerryAIGen.Cli.Tests;

public sealed class TableViewTests
{
    private const string Root = "/srv/machines/one/ComfyUI/models";

    [Fact]
    public void A_path_too_long_for_the_terminal_keeps_its_file_name_and_whole_folders() =>
        Lines(60, ["type", Column.Path("file")], ["loras", $"{Root}/loras/sdxl/watercolour_sketch.safetensors"])[1]
            .ShouldBe("loras  …/models/loras/sdxl/watercolour_sketch.safetensors");

    [Fact]
    public void A_file_name_too_long_for_the_terminal_keeps_its_start_and_its_end() =>
        Lines(40, ["type", Column.Path("file")], ["loras", $"{Root}/loras/watercolour_sketch_fp16.safetensors"])[1]
            .ShouldBe("loras  watercolour_sket…p16.safetensors");

    [Fact]
    public void A_name_keeps_both_ends_and_other_text_its_start()
    {
        var lines = Lines(30, [Column.Name("name"), "tag"], ["an illustrious name, v2", "a long word of a tag"]);

        lines[1].ShouldBe("an ill…me, v2  a long word o…");
    }

    [Fact]
    public void A_remark_stands_below_its_row_and_is_never_cut()
    {
        var remark = "the folder is read-only by its rules, so nothing may be moved there or away from it";

        var lines = Lines(
            40,
            ["state", Column.Path("file"), Column.Remark("why")],
            ["refused", "a", remark],
            ["ok", "b", ""]
        );

        string.Join(' ', lines[2..^1].Select(line => line.Trim())).ShouldBe(remark);
        lines[^1].ShouldBe("ok       b");
        lines.ShouldAllBe(line => line.Length <= 40);
    }

    [Fact]
    public void Where_a_file_goes_stands_below_where_it_is() =>
        Lines(40, [Column.Path("from"), Column.Goal("to")], [$"{Root}/loras/a.ckpt", $"{Root}/checkpoints/b/a.ckpt"])
            .ShouldBe(["from", "…/one/ComfyUI/models/loras/a.ckpt", "  -> …/models/checkpoints/b/a.ckpt"]);

    [Fact]
    public void A_path_gets_twice_the_room_of_a_name() =>
        Lines(40, [Column.Name("name"), Column.Path("file")], [new string('n', 60), new string('p', 60)])[1]
            .ShouldBe("nnnnnn…nnnnn  pppppppppppp…pppppppppppp");

    [Fact]
    public void A_column_that_is_empty_in_every_row_is_left_out() =>
        Lines(80, ["name", "base model", "size"], ["a", "", "1 kB"]).ShouldBe(["name  size", "a     1 kB"]);

    [Fact]
    public void A_character_of_two_units_is_not_cut_in_half() =>
        Lines(12, ["name"], ["🎨🎨🎨🎨🎨🎨🎨🎨"])[1].ShouldBe("🎨🎨🎨🎨🎨…");

    private static string[] Lines(int width, IReadOnlyList<Column> columns, params string[][] rows)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(text),
            }
        );
        console.Profile.Width = width;
        TableView.Draw(console, columns, rows);
        return text.ToString().TrimEnd('\n').Split('\n');
    }
}
