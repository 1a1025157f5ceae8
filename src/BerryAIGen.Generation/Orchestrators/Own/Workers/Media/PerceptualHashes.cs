namespace BerryAIGen.Generation.Orchestrators.Own.Workers.Media;

/// <summary>
/// Hashes that stay alike while a picture does: of greys, row by row, the first bit of a hash is the highest one of its
/// first digit.
/// </summary>
internal static class PerceptualHashes
{
    /// <summary>Difference hash: each grey against its neighbour on the left; a row has one grey more than bits.</summary>
    public static string Difference(ReadOnlySpan<byte> greys, int width)
    {
        var bits = new List<bool>();
        for (var at = 0; at < greys.Length; at++)
            if (at % width > 0)
                bits.Add(greys[at] > greys[at - 1]);
        return Write(bits);
    }

    /// <summary>The lowest frequencies of a cosine transform, each against the median of them.</summary>
    /// <param name="greys">A square.</param>
    /// <param name="kept">How many frequencies in each direction.</param>
    public static string Cosine(ReadOnlySpan<byte> greys, int kept)
    {
        var side = (int)Math.Sqrt(greys.Length);
        var rows = new double[side, kept];
        for (var y = 0; y < side; y++)
        for (var u = 0; u < kept; u++)
        for (var x = 0; x < side; x++)
            rows[y, u] += greys[(y * side) + x] * Wave(x, u, side);
        var found = new double[kept * kept];
        for (var v = 0; v < kept; v++)
        for (var u = 0; u < kept; u++)
        for (var y = 0; y < side; y++)
            found[(v * kept) + u] += rows[y, u] * Wave(y, v, side);
        var sorted = found.Order().ToArray();
        var median = (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
        return Write([.. found.Select(one => one > median)]);
    }

    private static double Wave(int place, int frequency, int side) =>
        Math.Cos(Math.PI * frequency * ((2 * place) + 1) / (2 * side));

    private static string Write(List<bool> bits)
    {
        var bytes = new byte[bits.Count / 8];
        foreach (var (at, bit) in bits.Index())
            if (bit)
                bytes[at / 8] |= (byte)(0x80 >> (at % 8));
        return Convert.ToHexStringLower(bytes);
    }
}
