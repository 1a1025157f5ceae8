using System.Reflection;
using BerryAIGen.Database;
using BerryAIGen.Database.Access;
using BerryAIGen.Toolkit.Api.Access;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Toolkit.Api.Health;

internal static class HealthEndpoints
{
    private static readonly string Version = typeof(HealthEndpoints)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion;

    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/health", GetAsync)
            .WithTags("Operation")
            .RequireScope(AccessScope.None)
            .WithSummary("Whether the server and its database answer.");

    private static async Task<HealthDocument> GetAsync(LibraryDatabase database, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await context.Registry.AsNoTracking().Select(row => row.Id).FirstOrDefaultAsync(cancellationToken);
        return new HealthDocument("ok", Version, database.IsPostgreSql ? "postgresql" : "sqlite");
    }
}

/// <param name="Status"><c>ok</c>.</param>
/// <param name="Version">Of the server.</param>
/// <param name="Database"><c>sqlite</c> or <c>postgresql</c>.</param>
public sealed record HealthDocument(string Status, string Version, string Database);
