using System.Text.Json;

namespace BerryAIGen.Library.Files;

/// <summary>What is wrong with a text in JSON, without the reader's own terms.</summary>
internal static class JsonProblem
{
    private static readonly string[] _places = [" Path: ", " LineNumber: "];

    public static string Of(JsonException problem)
    {
        if (problem.Message.StartsWith("The input does not contain any JSON tokens", StringComparison.Ordinal))
            return "it is empty";
        var text = problem.Message;
        foreach (var place in _places)
        {
            var at = text.IndexOf(place, StringComparison.Ordinal);
            text = at < 0 ? text : text[..at];
        }

        return text.TrimEnd('.');
    }
}
