using System.Diagnostics.CodeAnalysis;
using BerryAIGen.Database.Pictures;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library.Pictures;

namespace BerryAIGen.Toolkit.Api.Pictures;

/// <summary>How a picture that was sent was made.</summary>
internal sealed record ReadPictureDocument : RecipeDocument
{
    [SetsRequiredMembers]
    private ReadPictureDocument(RecipeReading reading, IReadOnlyList<NamedPictureModel> models)
        : base(reading) => Models = [.. models.Select(PictureModelDocument.Of)];

    /// <summary>What it was made with.</summary>
    public required IReadOnlyList<PictureModelDocument> Models { get; init; }

    public static ReadPictureDocument Of(RecipeReading reading, IReadOnlyList<NamedPictureModel> models) =>
        new(reading, models);
}
