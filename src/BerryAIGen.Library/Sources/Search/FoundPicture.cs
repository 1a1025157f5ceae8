namespace BerryAIGen.Library.Sources.Search;

/// <summary>A picture or video of a model at a source.</summary>
/// <param name="Url">The whole one.</param>
/// <param name="SmallUrl">One for a card, of a video the still picture.</param>
/// <param name="Level">How mature it is, as one bit: 1 PG to 32 blocked; null when nobody rated it.</param>
/// <param name="Kind"><c>image</c>, <c>video</c> …; null when it is not said.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record FoundPicture(Uri Url, Uri SmallUrl, int? Level, string? Kind, int? Width, int? Height);
