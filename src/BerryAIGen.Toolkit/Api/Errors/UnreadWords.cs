using System.Globalization;
using BerryAIGen.Library;
using Microsoft.AspNetCore.Http.Metadata;

namespace BerryAIGen.Toolkit.Api.Errors;

/// <summary>
/// Which word of a question is not what its route takes: routes that are compiled with the program refuse one that may be
/// left out without saying so.
/// </summary>
internal static class UnreadWords
{
    /// <summary>Null when all can be read.</summary>
    public static Failure? Find(HttpContext context)
    {
        foreach (var word in context.AskedEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? [])
        {
            var name = NameOf(word);
            // One that is given twice is read as both with a comma between.
            var text = context.Request.Query[name].ToString();
            if (word.HasTryParse && text != "" && Problem(word.ParameterInfo.ParameterType, text) is { } wanted)
                return new Failure(FailureCode.Usage, $"{name} is {wanted}, not \"{text}\".");
        }

        return null;
    }

    // As it is asked for; without a name of its own it is called as in the code, whatever the case.
    private static string NameOf(IParameterBindingMetadata word) =>
        word.ParameterInfo.GetCustomAttributes(inherit: true).OfType<IFromQueryMetadata>().FirstOrDefault()?.Name
        ?? $"{char.ToLowerInvariant(word.Name[0])}{word.Name[1..]}";

    private static string? Problem(Type type, string text) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var one when one == typeof(int) => int.TryParse(text, CultureInfo.InvariantCulture, out _)
                ? null
                : $"a whole number{(long.TryParse(text, CultureInfo.InvariantCulture, out _) ? $" up to {int.MaxValue}" : "")}",
            var one when one == typeof(long) => long.TryParse(text, CultureInfo.InvariantCulture, out _)
                ? null
                : "a whole number",
            var one when one == typeof(double) => double.TryParse(text, CultureInfo.InvariantCulture, out _)
                ? null
                : "a number",
            var one when one == typeof(bool) => bool.TryParse(text, out _) ? null : "true or false",
            _ => null,
        };
}
