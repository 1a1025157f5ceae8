using BerryAIGen.Library.Configuration;
using BerryAIGen.Toolkit.Hosting;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace BerryAIGen.Toolkit.Api.OpenApi;

/// <summary>Writes the description of the API without a network, a database or a setting of anybody.</summary>
internal static class OpenApiFile
{
    public static async Task<int> WriteAsync(string file)
    {
        var options = new ToolkitOptions
        {
            Database = Path.Combine(Path.GetTempPath(), "never-opened.db"),
            Library = new LibraryEnvironment(_ => null).ToOptions(),
            OnlyDescribes = true,
        };
        await using var app = await ToolkitServer.BuildAsync(options);
        await app.StartAsync();
        var document = await app
            .Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(OpenApiServices.Document)
            .GetOpenApiDocumentAsync();
        var text = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
        await File.WriteAllTextAsync(file, text.ReplaceLineEndings("\n") + "\n");
        await app.StopAsync();
        return 0;
    }
}
