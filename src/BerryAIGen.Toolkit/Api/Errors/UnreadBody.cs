using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using BerryAIGen.Library;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace BerryAIGen.Toolkit.Api.Errors;

/// <summary>Why a body cannot be read, in the words of the API: the reader's own name types of this program.</summary>
internal static partial class UnreadBody
{
    /// <summary>Which member is wrong, and what it takes.</summary>
    public static Failure Of(HttpContext context, JsonException problem) =>
        new(
            FailureCode.Usage,
            problem switch
            {
                { Message: var text } when text.StartsWith("Duplicate property", StringComparison.Ordinal) =>
                    $"\"{text.Split('\'')[1]}\" stands twice in one object of the body.",
                { InnerException: JsonException broken } => Broken(broken),
                { Path: null } => Broken(problem),
                _ => Wrong(context, problem.Path),
            }
        );

    /// <summary>That there is none; null when the route goes without.</summary>
    public static Failure? Missing(HttpContext context) =>
        Accepted(context) is { IsOptional: false }
            ? new Failure(FailureCode.Usage, "The request needs a body of JSON.")
            : null;

    // The first sentence of the reader; what follows is for programmers.
    private static string Broken(JsonException problem) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"The body is no JSON: {problem.Message.Split(". ")[0]} (line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1})."
        );

    private static string Wrong(HttpContext context, string path)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var type = Accepted(context)?.RequestType ?? typeof(object);
        foreach (Match step in Step().Matches(path))
        {
            var info = options.GetTypeInfo(type);
            if (step.Groups["name"] is not { Success: true, Value: var name })
                type = info.ElementType ?? typeof(object);
            else if (
                info.Properties.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is
                { } member
            )
                type = member.PropertyType;
            else
                return $"There is no member \"{name}\"; there are {string.Join(", ", info.Properties.Select(one => one.Name))}.";
        }

        return $"{(path == "$" ? "The body" : $"\"{path.TrimStart('$', '.')}\"")} must be {WordOf(type)}.";
    }

    private static IAcceptsMetadata? Accepted(HttpContext context) =>
        context.AskedEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>();

    private static string WordOf(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var one when one == typeof(string) => "a text",
            var one when one == typeof(bool) => "true or false",
            var one when one == typeof(int) => $"a whole number up to {int.MaxValue}",
            var one when one == typeof(long) => "a whole number",
            var one when one == typeof(double) => "a number",
            var one when one == typeof(Uri) => "an address",
            var one when one.IsAssignableTo(typeof(IEnumerable)) => "a list",
            _ => "an object",
        };

    [GeneratedRegex(@"\.(?<name>[^.\[]+)|\['(?<name>.*?)'\]|\[\d+\]")]
    private static partial Regex Step();
}
