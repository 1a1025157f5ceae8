using System.Text.Json;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Pictures;

namespace BerryAIGen.Cli.Output;

/// <summary>The models of pictures.</summary>
internal sealed record ImageModelsDocument(
    IReadOnlyList<ImageModelsFile> Files,
    IReadOnlyList<ImageModelRow> Models,
    IReadOnlyList<GraphSourceRow> Sources
)
{
    public string? Note { get; init; }

    public static ImageModelsDocument From(PictureReport report) =>
        new(
            [.. report.Pictures.Select(ImageModelsFile.From)],
            [.. report.Models.Select(ImageModelRow.From)],
            [.. report.Sources.Select(GraphSourceRow.From)]
        )
        {
            Note = report.Note,
        };
}

/// <summary>One picture that was read.</summary>
internal sealed record ImageModelsFile(string Path, string? Generator, ErrorBody? Error)
{
    public static ImageModelsFile From(ReadPicture picture) =>
        new(
            picture.Path,
            picture.Reading?.Recipe?.Generator,
            picture.Failure is { } failure ? ErrorDocument.From(failure).Error : null
        );
}

/// <summary>One model of them.</summary>
internal sealed record ImageModelRow(RecipeResource Resource, string State, IReadOnlyList<ModelCandidateRow> Candidates)
{
    public string? Path { get; init; }

    public string? MatchedBy { get; init; }

    public string? Note { get; init; }

    public required IReadOnlyList<string> Pictures { get; init; }

    public static ImageModelRow From(PictureModel model) =>
        new(
            model.Resource,
            JsonNamingPolicy.SnakeCaseLower.ConvertName(model.State.ToString()),
            [.. model.Candidates.Select(ModelCandidateRow.From)]
        )
        {
            Path = model.Path,
            MatchedBy = model.MatchedBy,
            Note = model.Note,
            Pictures = model.Pictures,
        };
}
