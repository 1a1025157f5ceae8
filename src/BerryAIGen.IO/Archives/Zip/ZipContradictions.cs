namespace BerryAIGen.IO.Archives.Zip;

/// <summary>In what an entry's two headers say different things, so that two programs would see two entries.</summary>
internal static class ZipContradictions
{
    internal static List<string> Between(ZipHeader central, ZipHeader local)
    {
        List<string> findings = [];
        if (!central.NameBytes.AsSpan().SequenceEqual(local.NameBytes))
        {
            findings.Add($"The directory calls it '{central.Name}', its own header '{local.Name}'.");
        }

        if (central.Method != local.Method)
        {
            findings.Add($"The directory says packed by method {central.Method}, its own header {local.Method}.");
        }

        if (central.IsEncrypted != local.IsEncrypted)
        {
            findings.Add("Only one of its two headers says that it is encrypted.");
        }

        if (
            !local.HasDescriptor
            && (central.CompressedBytes, central.SizeBytes) != (local.CompressedBytes, local.SizeBytes)
        )
        {
            findings.Add("Its two headers give different sizes.");
        }

        return findings;
    }
}
