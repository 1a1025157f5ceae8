namespace BerryAIGen.Library.Sidecars;

/// <summary>Chooses a picture by its maturity: levels are the bits 1 PG, 2 PG-13, 4 R, 8 X, 16 XXX, 32 blocked.</summary>
internal static class PreviewChoice
{
    /// <summary>The first picture below a level; one without a rating may be anything, and is none.</summary>
    public static T? FirstBelow<T>(IEnumerable<T> pictures, Func<T, int?> level, int below)
        where T : class => pictures.FirstOrDefault(picture => level(picture) is { } rated and > 0 && rated < below);
}
