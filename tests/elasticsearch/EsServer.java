// In Elasticsearch's own package: the constructors of PluginsLoader and PluginBundle are private to it.
package org.elasticsearch.plugins;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.elasticsearch.Build;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.cluster.metadata.IndexNameExpressionResolver;
import org.elasticsearch.cluster.node.DiscoveryNodes;
import org.elasticsearch.common.io.stream.NamedWriteableRegistry;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.ClusterSettings;
import org.elasticsearch.common.settings.IndexScopedSettings;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.common.settings.SettingsFilter;
import org.elasticsearch.core.TimeValue;
import org.elasticsearch.env.Environment;
import org.elasticsearch.features.NodeFeature;
import org.elasticsearch.http.BindHttpException;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.index.IndexVersion;
import org.elasticsearch.index.analysis.PreConfiguredTokenizer;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestController;
import org.elasticsearch.rest.RestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;
import org.elasticsearch.transport.netty4.Netty4Plugin;

/** One Elasticsearch node for the tests, from the jars that Maven Central has: EsServer PORT FOLDER LOGLEVEL */
public final class EsServer {
    private static final int HEALTH_SECONDS = 60;
    private static final int CLOSE_SECONDS = 10;

    public static void main(String[] arguments) throws Exception {
        String port = arguments[0];
        Path folder = Path.of(arguments[1]);
        Node node = new Node(environment(port, folder, arguments[2]), new ClassPathPlugin(folder));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
        try {
            node.start();
        } catch (BindHttpException problem) {
            System.err.println("Port " + port + " of 127.0.0.1 can't be listened on: " + problem.getCause().getMessage());
            System.exit(1);
        }
        // Indices of an earlier run answer with errors until their primary shards are there.
        TimeValue patience = TimeValue.timeValueSeconds(HEALTH_SECONDS);
        node.client().admin().cluster().prepareHealth(patience).setWaitForYellowStatus().get();
        String address = node.injector().getInstance(HttpServerTransport.class).boundAddress().publishAddress().toString();
        System.out.println("Elasticsearch " + Build.current().version() + " is ready: http://" + address);
        new CountDownLatch(1).await(); // The node's own threads are daemons.
    }

    private static Environment environment(String port, Path folder, String logLevel) {
        Settings settings = Settings.builder()
            .put("cluster.name", "animerec-test")
            .put("path.home", folder.toString())
            .put("network.host", "127.0.0.1") // There is no security module here: never beyond this machine.
            .put("http.port", port)
            .put("transport.port", "0") // Nobody joins this cluster.
            .put("discovery.type", "single-node")
            .put("indices.breaker.total.use_real_memory", false) // Would refuse requests on a small heap.
            .put("cluster.routing.allocation.disk.threshold_enabled", false) // Would refuse writes on a full disk.
            .put("logger.level", logLevel)
            .build();
        LogConfigurator.configureWithoutConfig(settings); // To the console: there is no log4j2.properties.
        return InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "test");
    }

    private static void close(Node node) {
        try {
            node.prepareForClose();
            node.close();
            node.awaitClose(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception problem) {
            problem.printStackTrace();
        }
    }

    /** Gives the node one plugin from the class path; the real loader wants a folder of jars with a descriptor. */
    private static final class ClassPathPlugin extends PluginsLoader {
        private final PluginBundle bundle;

        ClassPathPlugin(Path anyFolder) throws IOException {
            super(Set.of(), Set.of(), Map.of());
            String version = Build.current().version();
            bundle = new PluginBundle(
                new PluginDescriptor(
                    "modules", "", version, version, "17", Modules.class.getName(), null, List.of(), false, false, false, false
                ),
                anyFolder
            );
        }

        @Override
        public Stream<PluginLayer> pluginLayers() {
            return Stream.of(new PluginLayer() {
                @Override
                public PluginBundle pluginBundle() {
                    return bundle;
                }

                @Override
                public ClassLoader pluginClassLoader() {
                    return Modules.class.getClassLoader();
                }

                @Override
                public ModuleLayer pluginModuleLayer() {
                    return ModuleLayer.boot();
                }
            });
        }
    }

    /** What the node needs beside the core: HTTP, and a little of the modules that aren't on Maven Central. */
    public static final class Modules extends Netty4Plugin implements ActionPlugin, AnalysisPlugin {

        /** Of the module analysis-common: the tokenizers that need no parameters. */
        @Override
        public List<PreConfiguredTokenizer> getPreConfiguredTokenizers() {
            return List.of(
                PreConfiguredTokenizer.singleton("whitespace", WhitespaceTokenizer::new),
                PreConfiguredTokenizer.singleton("keyword", KeywordTokenizer::new)
            );
        }

        /** The module rest-root: GET and HEAD /, a client's info() and ping(). */
        @Override
        public Collection<RestHandler> getRestHandlers(
            Settings settings,
            NamedWriteableRegistry writeables,
            RestController controller,
            ClusterSettings clusterSettings,
            IndexScopedSettings indexSettings,
            SettingsFilter filter,
            IndexNameExpressionResolver resolver,
            Supplier<DiscoveryNodes> nodes,
            Predicate<NodeFeature> features
        ) {
            return List.of(new BaseRestHandler() {
                @Override
                public String getName() {
                    return "root";
                }

                @Override
                public List<Route> routes() {
                    return List.of(new Route(RestRequest.Method.GET, "/"), new Route(RestRequest.Method.HEAD, "/"));
                }

                @Override
                protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
                    return channel -> channel.sendResponse(new RestResponse(RestStatus.OK, channel.newBuilder()
                        .startObject()
                        .field("name", Node.NODE_NAME_SETTING.get(settings))
                        .field("cluster_name", settings.get("cluster.name"))
                        .startObject("version")
                        .field("number", Build.current().version())
                        .field("build_hash", Build.current().hash())
                        .field("lucene_version", IndexVersion.current().luceneVersion().toString())
                        .endObject()
                        .field("tagline", "You Know, for Search")
                        .endObject()));
                }
            });
        }
    }
}
