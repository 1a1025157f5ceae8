using System.Diagnostics.CodeAnalysis;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>The caller's id of one action of a person; submitting it twice is one workflow and one payment.</summary>
public static class ExternalId
{
    private const int Longest = 128;

    /// <summary>A new one, for one action. Keep it before submitting, so that a restart submits the same.</summary>
    public static string New() => "berry-" + Guid.NewGuid().ToString("N");

    /// <summary>Whether the service takes it: 1 to 128 letters, digits, <c>-</c> and <c>_</c>.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= Longest }
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
