using System.Globalization;
using BerryAIGen.Library.Errors;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace BerryAIGen.Toolkit.Api.OpenApi;

/// <summary>Says of every endpoint that whatever goes wrong has the one error body.</summary>
internal sealed class ErrorAnswers : IOpenApiOperationTransformer
{
    private const string Json = "application/json";

    public async Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var document = context.Document!;
        if (document.Components?.Schemas?.ContainsKey(nameof(ErrorDocument)) != true)
        {
            document.AddComponent(
                nameof(ErrorDocument),
                await context.GetOrCreateSchemaAsync(typeof(ErrorDocument), null, cancellationToken)
            );
        }

        operation.Responses ??= [];
        var path = context.Description.RelativePath ?? "";
        foreach (var (status, text) in Statuses(operation, path.Contains('{', StringComparison.Ordinal)))
            operation.Responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), Answer(text, document));
        operation.Responses.TryAdd("default", Answer("It went wrong; the body says what and what to do.", document));
    }

    private static IEnumerable<(int Status, string Text)> Statuses(OpenApiOperation operation, bool namesOne)
    {
        if (operation.RequestBody is not null || operation.Parameters is { Count: > 0 })
            yield return (StatusCodes.Status400BadRequest, "A value is missing or none of those that are allowed.");
        if (namesOne)
            yield return (StatusCodes.Status404NotFound, "There is none of that name.");
    }

    internal static OpenApiResponse Answer(string text, OpenApiDocument document) =>
        new()
        {
            Description = text,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Json] = new() { Schema = new OpenApiSchemaReference(nameof(ErrorDocument), document) },
            },
        };
}
