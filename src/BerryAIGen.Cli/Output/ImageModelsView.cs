using BerryAIGen.Library.Pictures;

namespace BerryAIGen.Cli.Output;

/// <summary>The models of pictures, for a person.</summary>
internal static class ImageModelsView
{
    private static readonly IReadOnlyList<Column> Columns =
    [
        "state",
        "type",
        Column.Name("name"),
        Column.Name("where"),
        "pictures",
    ];

    public static void Write(PictureReport report) =>
        TableView.Write(Columns, report.Models.Select(Row), "the pictures name no model.");

    /// <summary>What goes with the list, on stderr.</summary>
    public static void WriteRemarks(PictureReport report)
    {
        foreach (var failure in report.Pictures.Select(picture => picture.Failure).OfType<Library.Failure>())
        {
            StandardOutput.Message($"berry: {failure.Message}");
        }

        if (report.Note is { } note)
        {
            StandardOutput.Message($"berry: {note}.");
        }

        foreach (var model in report.Models.Where(model => model.Note is not null))
        {
            StandardOutput.Message($"berry: {model.Resource.Name}: {model.Note}.");
        }

        foreach (var source in report.Sources.Where(source => source.Error is not null))
        {
            StandardOutput.Message($"berry: {source.Source} was left out: {source.Error!.Message}");
        }
    }

    private static string[] Row(PictureModel model) =>
        [
            model.State.ToString().ToLowerInvariant(),
            model.Resource.Type,
            model.Resource.Name ?? model.Resource.Hash ?? "",
            model.Path ?? (model.Candidates is [var best, ..] ? best.Reference : ""),
            model.Pictures.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ];
}
