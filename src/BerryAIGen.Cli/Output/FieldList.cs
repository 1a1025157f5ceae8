namespace BerryAIGen.Cli.Output;

/// <summary>Names and values below each other; what is unknown is left out.</summary>
internal static class FieldList
{
    public static void Write(params IEnumerable<(string Name, string? Value)> fields)
    {
        var known = fields.Where(field => !string.IsNullOrEmpty(field.Value)).ToList();
        var width = known.Select(field => field.Name.Length).DefaultIfEmpty().Max();
        foreach (var (name, value) in known)
        {
            StandardOutput.Line($"{name.PadRight(width)}  {OneLine(value!)}");
        }
    }

    // Texts from outside may hold anything; a control character would steer the terminal.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
