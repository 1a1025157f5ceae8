using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Api;

/// <summary>What holds of every text that is sent here: PostgreSQL keeps no U+0000, and no file has it in its name.</summary>
internal static class SentText
{
    /// <summary>Refuses it in the address, before anything is done with its words.</summary>
    public static Task CheckAddressAsync(HttpContext context, RequestDelegate next)
    {
        // Ids of models are unescaped once more.
        Check("The address", Uri.UnescapeDataString(context.Request.Path.Value ?? ""));
        foreach (var (name, texts) in context.Request.Query)
        foreach (var text in texts)
            Check(name, text);
        return next(context);
    }

    /// <exception cref="LibraryException">A text in it holds U+0000.</exception>
    public static void Check(string name, JsonNode? node)
    {
        if (node is JsonArray list)
            foreach (var one in list)
                Check(name, one);
        else if (node is JsonObject inner)
            foreach (var (member, one) in inner)
            {
                Check(name, member);
                Check($"\"{member}\"", one);
            }
        else if (node?.GetValueKind() == JsonValueKind.String)
            Check(name, node.GetValue<string>());
    }

    /// <param name="name">What the text is called in the message.</param>
    /// <param name="text">What was sent.</param>
    /// <exception cref="LibraryException">It holds U+0000.</exception>
    public static void Check(string name, string? text)
    {
        if (text?.Contains('\0') == true)
            throw new LibraryException(
                FailureCode.Usage,
                $"{name} holds the character U+0000, which no text here may hold."
            );
    }
}
