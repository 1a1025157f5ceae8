namespace BerryAIGen.Library.Layouts.ComfyUi;

/// <summary>Something in a file of folders that the application ends on.</summary>
/// <param name="File">Its path.</param>
/// <param name="Line">Counted from 1; null when it is about the whole file.</param>
/// <param name="Key">Section and key with a dot between; null when there is none.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record ExtraPathsProblem(string File, int? Line, string? Key, string Message)
{
    public override string ToString() =>
        $"{File}{(Line is null ? "" : $", line {Line}")}{(Key is null ? "" : $", {Key}")}: {Message}.";
}
