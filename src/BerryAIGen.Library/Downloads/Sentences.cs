namespace BerryAIGen.Library.Downloads;

/// <summary>Joins what several stages have to say into one reason.</summary>
internal static class Sentences
{
    /// <summary>Null when nobody says anything.</summary>
    public static string? Join(params ReadOnlySpan<string?> notes)
    {
        List<string> said = [];
        foreach (var note in notes)
        {
            if (!string.IsNullOrEmpty(note))
                said.Add(note.TrimEnd('.'));
        }

        return said.Count == 0 ? null : string.Join("; ", said);
    }
}
