using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.Generation;

/// <summary>The words that generated models are made of.</summary>
/// <param name="First">First words of names.</param>
/// <param name="Second">Second words of names.</param>
/// <param name="Creators">Creators' names.</param>
/// <param name="Tags">Tag names.</param>
/// <param name="Kinds">What kinds of models there are, and how often.</param>
internal sealed record SeedWords(
    IReadOnlyList<string> First,
    IReadOnlyList<string> Second,
    IReadOnlyList<string> Creators,
    IReadOnlyList<string> Tags,
    IReadOnlyList<SeedKind> Kinds
);

/// <summary>A kind of generated model.</summary>
/// <param name="Type">A ModelType word.</param>
/// <param name="BaseModels">Base models that occur with it.</param>
/// <param name="Files">The files of each of its versions.</param>
/// <param name="Weight">How often it occurs.</param>
internal sealed record SeedKind(
    string Type,
    IReadOnlyList<string> BaseModels,
    IReadOnlyList<FileSpec> Files,
    int Weight
);
