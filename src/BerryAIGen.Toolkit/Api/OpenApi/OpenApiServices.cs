using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace BerryAIGen.Toolkit.Api.OpenApi;

/// <summary>The description of the API for programs, and a page that shows it.</summary>
internal static class OpenApiServices
{
    public const string Document = "v1";
    private const string Address = "/openapi/{documentName}.json";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) =>
        services.AddOpenApi(
            Document,
            options =>
            {
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
                options.AddDocumentTransformer((document, _, _) => Task.FromResult(Introduce(document)));
                options.AddOperationTransformer<ErrorAnswers>();
                options.AddOperationTransformer<AccessAnswers>();
                options.AddOperationTransformer((operation, context, _) => Task.FromResult(Name(operation, context)));
            }
        );

    public static void MapApiDescription(this WebApplication app)
    {
        app.MapOpenApi(Address);
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.DocumentTitle = "BerryAIGen";
            page.SwaggerEndpoint($"/openapi/{Document}.json", "BerryAIGen");
        });
    }

    private static OpenApiDocument Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "BerryAIGen",
            Version = Document,
            Description =
                "The library of AI models: what is here, what can be had, what runs it. Times are seconds since 1970, sizes bytes, progress 0 to 1.",
            License = new OpenApiLicense { Name = "MIT" },
        };
        // The same text wherever the server listens.
        document.Servers = [];
        document.AddComponent<IOpenApiSecurityScheme>(
            AccessAnswers.Scheme,
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An access key; needed unless only this machine reaches the server.",
            }
        );
        return document;
    }

    // Programs that write a client from the description name its methods so: getProvidersByProviderSuggestions.
    private static OpenApiOperation Name(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var words = (context.Description.RelativePath ?? "")
            .Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word != "api")
            .Select(word => word[0] == '{' ? "By" + Capital(word.Trim('{', '}', '*')) : Capital(word));
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            parameter.Name = parameter.Name is { Length: > 0 } name ? char.ToLowerInvariant(name[0]) + name[1..] : null;
        operation.OperationId ??= context.Description.HttpMethod?.ToLowerInvariant() + string.Concat(words);
        return operation;
    }

    private static string Capital(string word) =>
        string.Concat(
            word.Split('-', '.', '_', ':')
                .Where(part => part.Length > 0)
                .Select(part => char.ToUpperInvariant(part[0]) + part[1..])
        );
}
