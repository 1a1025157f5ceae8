using System.Globalization;

namespace BerryAIGen.Library.Conversion;

/// <summary>Names a few tensors of many.</summary>
internal static class TensorNames
{
    private const int Most = 3;

    public static string First(IReadOnlyList<string> names) =>
        names.Count <= Most
            ? string.Join(", ", names)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{string.Join(", ", names.Take(Most))} and {names.Count - Most} more tensors"
            );
}
