namespace BerryAIGen.Cli.Output;

/// <summary>A column of a table: its heading, and how its cells give way where the terminal is too narrow.</summary>
internal sealed record Column(string Heading, Func<string, int, string> Shorten)
{
    /// <summary>What goes before a cell that stands below its row; null for one that stands in it.</summary>
    public string? Below { get; private init; }

    /// <summary>Whether the cells are files and folders, which a person reads from the working folder on.</summary>
    public bool IsPath { get; private init; }

    public static implicit operator Column(string heading) => new(heading, ShortText.KeepStart);

    /// <summary>Names whose start says what they are and whose end says which of several.</summary>
    public static Column Name(string heading) => new(heading, ShortText.KeepEnds);

    /// <summary>Files and folders, of which the last part matters most.</summary>
    public static Column Path(string heading) => new(heading, ShortText.KeepLastParts) { IsPath = true };

    /// <summary>Where a file of the row goes: both places are wanted whole, so they stand below each other.</summary>
    public static Column Goal(string heading) => Path(heading) with { Below = "-> " };

    /// <summary>Reasons and other sentences, empty for most rows; never cut.</summary>
    public static Column Remark(string heading) => new(heading, static (text, _) => text) { Below = "" };
}
