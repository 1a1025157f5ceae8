using Spectre.Console;
using Spectre.Console.Rendering;

namespace BerryAIGen.Cli.Progress;

/// <summary>The file's name in a fixed width, so that the bars stand below each other and 80 columns are enough.</summary>
internal sealed class NameColumn : ProgressColumn
{
    private const int Width = 26;

    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(Shorten(task.Description)).Overflow(Overflow.Ellipsis);

    public override int? GetColumnWidth(RenderOptions options) => Width;

    // The ending tells files of one model apart, so the middle goes.
    private static string Shorten(string name) => name.Length <= Width ? name : $"{name[..(Width - 13)]}…{name[^12..]}";
}
