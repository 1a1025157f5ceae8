using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Catalog;

/// <summary>A model as it lies on the disk.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Stat">What the system says of it; of a folder that is one model: all its files together.</param>
internal sealed record WalkedModel(string Path, FileStat Stat);

/// <summary>What could not be looked at.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Why">The reason, for a person.</param>
public sealed record SkippedPath(string Path, string Why);
