using System.Runtime.CompilerServices;
using BerryAIGen.Library;
using Npgsql;

namespace BerryAIGen.Database.PostgreSql;

/// <summary>Reads how people write down a PostgreSQL database.</summary>
internal static class PostgreSqlAddress
{
    private const int NpgsqlPort = 5432;
    private static readonly string[] Schemes = ["postgres:", "postgresql:"];

    /// <summary>The connection string; null when the text names no PostgreSQL.</summary>
    /// <exception cref="LibraryException">It names one, and cannot be understood.</exception>
    public static string? Find(string text)
    {
        var isConnection = text.Contains("Host=", StringComparison.OrdinalIgnoreCase);
        return
            isConnection || Array.Exists(Schemes, scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            ? Read(text, isConnection)
            : null;
    }

    // Whoever names a file never loads the driver.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Read(string text, bool isConnection) =>
        Parse(() => isConnection ? new NpgsqlConnectionStringBuilder(text) : Of(new Uri(text)));

    private static NpgsqlConnectionStringBuilder Of(Uri address)
    {
        var user = address.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.IsDefaultPort || address.Port < 0 ? NpgsqlPort : address.Port,
            Database = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/')),
        };
        if (user[0].Length > 0)
            builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length == 2)
            builder.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            builder[Uri.UnescapeDataString(parts[0])] = parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "";
        }

        return builder;
    }

    // The message of the parser may hold the text, and with it the password.
    private static string Parse(Func<NpgsqlConnectionStringBuilder> read)
    {
        try
        {
            var builder = read();
            if (!string.IsNullOrEmpty(builder.Host) && !string.IsNullOrEmpty(builder.Database))
                return builder.ToString();
        }
        catch (Exception ex) when (ex is ArgumentException or UriFormatException) { }

        throw new LibraryException(
            FailureCode.Usage,
            "The address of the database cannot be read: write postgres://user:password@host:5432/name."
        );
    }
}
