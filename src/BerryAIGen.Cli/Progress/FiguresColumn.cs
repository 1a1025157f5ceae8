using Spectre.Console;
using Spectre.Console.Rendering;

namespace BerryAIGen.Cli.Progress;

/// <summary>Share, size, speed and time left of one file.</summary>
internal sealed class FiguresColumn(Func<ProgressTask, string> figures) : ProgressColumn
{
    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(figures(task));
}
