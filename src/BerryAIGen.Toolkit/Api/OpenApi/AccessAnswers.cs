using System.Globalization;
using BerryAIGen.Database.Access;
using BerryAIGen.Toolkit.Api.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace BerryAIGen.Toolkit.Api.OpenApi;

/// <summary>Says of each endpoint which key it needs.</summary>
internal sealed class AccessAnswers : IOpenApiOperationTransformer
{
    public const string Scheme = "access_key";

    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var scope = RequiredScope.Of(
            context.Description.ActionDescriptor.EndpointMetadata,
            context.Description.HttpMethod
        );
        if (scope == AccessScope.None)
            return Task.CompletedTask;
        var document = context.Document!;
        operation.Description ??= $"Needs the scope {AccessKeys.Word(scope)}.";
        // The empty one: on a machine's own address no key is needed.
        operation.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] },
            [],
        ];
        operation.Responses ??= [];
        Add(operation, StatusCodes.Status401Unauthorized, "A key is needed.", document);
        Add(operation, StatusCodes.Status403Forbidden, "The key allows less, or another site asked.", document);
        return Task.CompletedTask;
    }

    private static void Add(OpenApiOperation operation, int status, string text, OpenApiDocument document) =>
        operation.Responses!.TryAdd(status.ToString(CultureInfo.InvariantCulture), ErrorAnswers.Answer(text, document));
}
